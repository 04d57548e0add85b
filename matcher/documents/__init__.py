"""What a household must show before it is approved: VOG, references, consents; and until when."""
