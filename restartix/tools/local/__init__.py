"""Running RestartiX on one machine: its own PostgreSQL, processes and tests. Only prepare.py meets Django."""
