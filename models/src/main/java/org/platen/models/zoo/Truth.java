package org.platen.models.zoo;

/**
 * What simulated data were drawn with, or what is published of real data: engines should find it again.
 *
 * @param variable a parameter or latent variable of the model
 * @param values row-major: plates from the outermost to the innermost, then the event
 * @param tolerances how far estimates from the example's data may be off, in the units of the values: about four standard errors where data are drawn
 */
public record Truth(String variable, double[] values, double[] tolerances) {}
