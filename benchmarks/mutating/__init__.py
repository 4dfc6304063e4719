"""Changes of the models' SQL, one word at a time, and who notices them."""
