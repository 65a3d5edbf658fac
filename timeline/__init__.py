"""timeline shows how an official's position changes, word by word, from one interview to the next."""

__version__ = "0.1.0"
