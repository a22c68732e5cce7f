"""A model as a named coder: proposals that a person accepts or turns down, its learning curve, themes."""
