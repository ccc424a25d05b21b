"""Alongside: software for an NHS mental-health trust's peer support service."""
