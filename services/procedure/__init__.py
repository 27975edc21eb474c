"""The procedure of the office order (OA 10/2018): its steps, what may follow what, and taking one."""
