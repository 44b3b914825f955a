"""Plain frozen values of the field; numpy and nothing else."""
