"""The customers, deals and people that texts name: found, told apart, and joined where they are one."""
