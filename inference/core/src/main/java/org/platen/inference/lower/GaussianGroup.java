package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Previous;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;

/**
 * Continuous variables that are integrated out together: they live in the same plates and are jointly Normal given everything else. Of an observed variable
 * only the missing entries are meant.
 */
public final class GaussianGroup {

    private final List<Member> members;

    /**
     * A variable of the group.
     *
     * @param offset where its entries start in the group's vector
     */
    record Member(RandomVariable variable, int offset) {

        int size() {
            return variable.shape().size();
        }

        /** Its preceding value, if it is Markov. */
        @Nullable
        Previous previous() {
            return variable.distribution() instanceof Markov markov
                    ? markov.previous().get(0)
                    : null;
        }
    }

    private GaussianGroup(List<RandomVariable> variables) {
        List<Member> all = new ArrayList<>();
        int offset = 0;
        for (RandomVariable variable : variables) {
            all.add(new Member(variable, offset));
            offset += variable.shape().size();
        }
        this.members = List.copyOf(all);
    }

    /** The groups of what is integrated out: variables of the same plates that meet in a density. */
    static List<GaussianGroup> of(Model model, Set<RandomVariable> integrated) {
        Set<RandomVariable> open = new LinkedHashSet<>(integrated);
        List<GaussianGroup> groups = new ArrayList<>();
        while (!open.isEmpty()) {
            List<RandomVariable> together =
                    new ArrayList<>(List.of(open.iterator().next()));
            for (int i = 0; i < together.size(); i++) {
                Affine one = affine(model, List.of(together.get(i)));
                for (Term term : Term.of(model)) {
                    if (isIn(term, one)) {
                        open.stream()
                                .filter(other -> !together.contains(other)
                                        && other.axes().equals(together.get(0).axes())
                                        && isIn(term, affine(model, List.of(other))))
                                .forEach(together::add);
                    }
                }
            }
            together.forEach(open::remove);
            groups.add(new GaussianGroup(together));
        }
        return groups;
    }

    /** Which expressions are affine in some integrated variables and their preceding values. */
    public static Affine affine(Model model, List<RandomVariable> variables) {
        List<org.platen.dsl.expr.Symbol> symbols = new ArrayList<>(variables);
        for (RandomVariable variable : variables) {
            if (variable.distribution() instanceof Markov markov) {
                symbols.addAll(markov.previous());
            }
        }
        return new Affine(model, symbols);
    }

    /** Whether the density of a term depends on the symbols. */
    public static boolean isIn(Term term, Affine symbols) {
        return symbols.symbols().contains(term.variable())
                || term.distribution().arguments().stream().anyMatch(argument -> symbols.mentions(argument.value()));
    }

    List<Member> members() {
        return members;
    }

    List<RandomVariable> variables() {
        return members.stream().map(Member::variable).toList();
    }

    /** Number of entries of all variables together. */
    int size() {
        return members.stream().mapToInt(Member::size).sum();
    }

    /** The plates they live in. */
    Set<Axis> axes() {
        return members.get(0).variable().axes();
    }

    /** The chain that they move along, or null when none is Markov. */
    @Nullable
    Axis chain() {
        return members.stream()
                .map(Member::variable)
                .filter(variable -> variable.distribution() instanceof Markov)
                .findFirst()
                .map(ChainElimination::chain)
                .orElse(null);
    }

    @Override
    public String toString() {
        return variables().toString();
    }
}
