"""What stands apart: the demo, the tests’ servers, the bench and the sample clinic. Nothing imports it."""
