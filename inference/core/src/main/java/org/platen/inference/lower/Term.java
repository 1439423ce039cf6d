package org.platen.inference.lower;

import java.util.List;
import java.util.Set;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/**
 * A variable with a distribution that it is drawn from. A Markov variable has two: that of the first value of its chain, and that of every other.
 *
 * @param variable what is drawn
 * @param distribution what it is drawn from
 * @param part which of its values
 */
public record Term(RandomVariable variable, Distribution distribution, Part part) {

    /** Which values of a variable. */
    public enum Part {
        /** All of them. */
        ALL,
        /** The first of each chain. */
        FIRST,
        /** All of a chain but the first. */
        OTHERS,
        /** None: the logarithm of the integral over them and what they are integrated out with. */
        INTEGRAL,
        /** None: which values are known, of a variable that is summed out since some are missing. */
        EVIDENCE
    }

    /** The terms of one variable. */
    public static List<Term> of(RandomVariable variable) {
        return variable.distribution() instanceof Markov markov
                ? List.of(
                        new Term(variable, markov.initial(), Part.FIRST),
                        new Term(variable, markov.transition(), Part.OTHERS))
                : List.of(new Term(variable, variable.distribution(), Part.ALL));
    }

    /** The terms of everything whose density counts, in the order of declaration. */
    public static List<Term> of(Model model) {
        return model.factors().stream()
                .flatMap(variable -> of(variable).stream())
                .toList();
    }

    /** The plates that the density counts in. */
    public Set<Axis> axes() {
        return part == Part.FIRST
                ? Plates.without(
                        variable.axes(),
                        ((Markov) variable.distribution()).chain().axis())
                : variable.axes();
    }

    /** The shape of one value. */
    public Shape shape() {
        return variable.shape();
    }

    /** A name of its own. */
    public String name() {
        return switch (part) {
            case ALL -> variable.name();
            case FIRST -> variable.name() + ", first";
            case OTHERS -> variable.name() + ", others";
            case INTEGRAL -> variable.name() + ", integrated";
            case EVIDENCE -> variable.name() + ", known";
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Term term && term.variable == variable && term.part == part;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(variable) * 31 + part.hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}
