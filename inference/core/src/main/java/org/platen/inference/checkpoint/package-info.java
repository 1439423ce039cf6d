/**
 * Files that keep a fit on its way, so that it can go on later to the same end: what is fitted, to what and how, and the numbers that further steps depend on. Uses
 * {@code data} for files and fingerprints.
 */
@NullMarked
package org.platen.inference.checkpoint;

import org.jspecify.annotations.NullMarked;
