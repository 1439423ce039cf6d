package org.platen.inference.train;

/** What an input is filled with afresh at every step. */
public enum Noise {
    /** Independent draws of the standard normal distribution. */
    NORMAL,
    /** Independent draws between 0 and 1, of which neither ever comes. */
    UNIFORM
}
