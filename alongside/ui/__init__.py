"""The NHS design-system kit: how every page of Alongside asks, shows and says things."""
