"""What a municipal officer sees for the money: aggregates of the own municipality, never a person."""
