"""Accounts: people who sign in, by e-mail and password, with a second factor, or through an OpenID Connect provider."""
