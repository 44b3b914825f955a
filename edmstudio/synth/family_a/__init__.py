"""Family A: subtractive instruments and arrangements from templates; training sees this one."""
