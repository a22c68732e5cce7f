"""Expert rounds (Delphi): what invited experts say of levels, apart and without their names."""
