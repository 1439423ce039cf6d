package org.platen.inference.dataset;

/**
 * Two sets of images: to learn from, and to judge by.
 *
 * @param train to learn from
 * @param test to judge by
 */
public record ImageSplit(Images train, Images test) {}
