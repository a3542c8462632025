"""Two invented clinics that look lived in: for bin/demo, and for the tests' cast. Nobody here is real."""
