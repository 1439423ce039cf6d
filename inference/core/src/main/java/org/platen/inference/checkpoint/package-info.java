/**
 * What keeps a fit on its way, in files and in fits that ended, so that it can go on later to the same end: what is fitted, to what and how, and the numbers that further
 * steps depend on. Uses {@code data} for files and fingerprints.
 */
@NullMarked
package org.platen.inference.checkpoint;

import org.jspecify.annotations.NullMarked;
