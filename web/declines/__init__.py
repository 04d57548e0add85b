"""What is learnt from a 'no', on the pages of proposals, introductions and placements."""
