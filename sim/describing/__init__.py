"""What the software says of itself: pages made from the declarations in the code, so that they cannot go stale."""
