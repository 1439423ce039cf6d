package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Previous;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;

/**
 * Continuous variables that are integrated out together: they are jointly Normal given everything else. At each element of the plates that all of them live
 * in and that no density reads several elements of, they make one vector, with the elements of all other plates as its entries. Of an observed variable only
 * the missing entries are meant.
 */
public final class GaussianGroup {

    /** Numbers that matrices of elements which depend on each other may have: 2,000 such elements. */
    private static final long LARGEST_MATRICES = 4_000_000;

    /** Numbers that the derivatives of a density by each of them may have. */
    private static final long LARGEST_DERIVATIVES = 8_000_000;

    /** So many rows at least are worked on at a time. */
    private static final int ROWS_AT_A_TIME = 64;

    private final Set<Axis> axes;
    private final List<Member> members;

    /**
     * A variable of the group.
     *
     * @param own the plates whose elements are entries of the group's vector
     * @param offset where its entries start in the group's vector
     * @param size number of its entries
     */
    record Member(RandomVariable variable, Set<Axis> own, int offset, int size) {

        /** Its preceding values, if it is Markov, the nearest first. */
        List<Previous> previous() {
            return variable.distribution() instanceof Markov markov ? markov.previous() : List.of();
        }
    }

    private GaussianGroup(Binding binding, Set<Axis> axes, List<RandomVariable> variables) {
        this.axes = axes;
        requireFew(binding, variables);
        List<Member> all = new ArrayList<>();
        int offset = 0;
        for (RandomVariable variable : variables) {
            int size = (int) size(binding, variable);
            all.add(new Member(variable, own(variable), offset, size));
            offset += size;
        }
        this.members = List.copyOf(all);
    }

    private Set<Axis> own(RandomVariable variable) {
        Set<Axis> own = new LinkedHashSet<>(variable.axes());
        own.removeAll(axes);
        return own;
    }

    private long size(Binding binding, RandomVariable variable) {
        long size = variable.shape().size();
        for (Axis axis : own(variable)) {
            size *= binding.size(axis.plate());
        }
        return size;
    }

    private void requireFew(Binding binding, List<RandomVariable> variables) {
        if (variables.stream().allMatch(variable -> own(variable).isEmpty())) {
            return;
        }
        double size = variables.stream()
                .mapToDouble(variable -> size(binding, variable))
                .sum();
        double copies = 1;
        for (Axis axis : axes) {
            copies *= Math.min(ROWS_AT_A_TIME, binding.size(axis.plate()));
        }
        ModelException.require(
                size * size * copies <= LARGEST_MATRICES,
                "%s are %.0f unknowns that depend on each other%s, more than the %.0f that are integrated out together exactly. %s, or use an approximate engine"
                        + " such as meanFieldVi or nuts.",
                variables,
                size,
                axes.isEmpty() ? "" : " for each element of " + axes,
                Math.floor(Math.sqrt(LARGEST_MATRICES / copies)),
                advice(variables));
    }

    /** @throws ModelException when the density of a term is over too many elements at once */
    void requireFew(Layout layout, Term term) {
        double elements = 1;
        for (Axis axis : term.axes()) {
            int size = layout.binding().size(axis.plate());
            elements *= axis.equals(layout.rowAxis()) ? Math.min(ROWS_AT_A_TIME, size) : size;
        }
        ModelException.require(
                members.stream().allMatch(member -> member.own().isEmpty()) || elements * size() <= LARGEST_DERIVATIVES,
                "'%s' has %.0f elements at once over %s, too many to integrate out %s exactly, which are %d unknowns that depend on each other. Declare '%s' in a"
                        + " single plate of rows that name the elements of %s by given indices: these are taken in blocks.",
                term.variable().name(),
                elements,
                term.axes(),
                variables(),
                size(),
                term.variable().name(),
                term.axes());
    }

    private static String advice(List<RandomVariable> variables) {
        if (variables.stream().allMatch(RandomVariable::isObserved)) {
            return "Remove the rows with missing values";
        }
        boolean stacks = variables.stream()
                .anyMatch(variable -> variable.distribution() instanceof Markov markov && markov.order() > 1);
        return "Estimate some at the mode with "
                + variables.stream()
                        .filter(variable -> !variable.isObserved())
                        .map(variable -> "maximise(\"" + variable.name() + "\")")
                        .collect(Collectors.joining(" or "))
                + (stacks
                        ? ", declare a vector of the last values, which depends on one before it and is integrated out step by step"
                        : "");
    }

    /**
     * The groups of what is integrated out: variables that meet in a density.
     *
     * @throws ModelException when too many elements depend on each other
     */
    static List<GaussianGroup> of(Model model, Binding binding, Set<RandomVariable> integrated) {
        List<Term> terms = Term.of(model);
        Set<RandomVariable> open = new LinkedHashSet<>(integrated);
        List<GaussianGroup> groups = new ArrayList<>();
        while (!open.isEmpty()) {
            List<RandomVariable> together =
                    new ArrayList<>(List.of(open.iterator().next()));
            for (int i = 0; i < together.size(); i++) {
                Affine one = affine(model, List.of(together.get(i)));
                for (Term term : terms) {
                    if (isIn(term, one)) {
                        open.stream()
                                .filter(other -> !together.contains(other) && isIn(term, affine(model, List.of(other))))
                                .forEach(together::add);
                    }
                }
            }
            together.forEach(open::remove);
            groups.add(new GaussianGroup(binding, new SharedAxes(model, binding, together).axes(), together));
        }
        return groups;
    }

    /** Whether elements of the blocked plate depend on each other through what is integrated out, so that none can be taken without the others. */
    public static boolean joinRows(Model model, Layout layout, Set<RandomVariable> integrated) {
        return of(model, layout.binding(), integrated).stream()
                .flatMap(group -> group.members.stream())
                .anyMatch(member -> layout.hasRows(member.own));
    }

    /** Which expressions are affine in some integrated variables and their preceding values. */
    public static Affine affine(Model model, List<RandomVariable> variables) {
        List<Symbol> symbols = new ArrayList<>(variables);
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

    /** The plates at whose elements there is a vector each. */
    Set<Axis> axes() {
        return axes;
    }

    /** The chain along which the vector moves, or null when it does not. */
    @Nullable
    Axis chain() {
        return members.stream()
                .map(Member::variable)
                .filter(variable -> variable.distribution() instanceof Markov)
                .map(ChainElimination::chain)
                .filter(axes::contains)
                .findFirst()
                .orElse(null);
    }

    @Override
    public String toString() {
        return variables().toString();
    }
}
