"""The stepping of many runs in compiled code, with the same bits. Needs numba, which is loaded only when used."""
