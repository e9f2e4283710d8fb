"""Signing and verifying: the world's practice PKI, PAdES signatures, verdicts with reasons.

Import the rooms directly (``sandbox.signing.sign``, ``sandbox.signing.verify`` …): this file
loads nothing, so that a page which only names the package does not wait for pyHanko.
"""
