/**
 * Closed-form M-steps: one small file a rule, each saying which variables it can maximise over and by which formula. Uses {@code lower}.
 */
@NullMarked
package org.platen.inference.em.rule;

import org.jspecify.annotations.NullMarked;
