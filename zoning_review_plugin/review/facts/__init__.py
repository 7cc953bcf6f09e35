"""The facts that rules ask for, from the figures of a review and what its case states."""
