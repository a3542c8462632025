"""The design system: what pages are made of. Described in docs/design-system.md."""
