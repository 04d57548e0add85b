"""The need profile in words: life domains, talents and wishes, the budget."""
