package org.platen.models.zoo;

/**
 * What simulated data were drawn with: engines should find it again.
 *
 * @param variable a parameter or latent variable of the model
 * @param values row-major: plates from the outermost to the innermost, then the event
 * @param tolerance how far estimates from the example's data may be off, in the units of the values: about four standard errors
 */
public record Truth(String variable, double[] values, double tolerance) {}
