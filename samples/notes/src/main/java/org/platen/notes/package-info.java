/** What lecture notes on deep generative models (Stanford CS 236) explain, shown by running it: programs that print a table each. */
@NullMarked
package org.platen.notes;

import org.jspecify.annotations.NullMarked;
