package org.platen.inference.vi.conjugate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.lower.Term;
import org.platen.inference.vi.expectation.Expectation;
import org.platen.inference.vi.expectation.Factors;
import org.platen.inference.vi.expectation.NotConjugate;
import org.platen.inference.vi.factor.FactorFamily;
import org.platen.inference.vi.rule.ExpectedDensities;

/**
 * Which continuous latent variables are conditionally conjugate in a model: given everything else, their distribution stays in the family of their factor,
 * since every log density they are in is linear in the family's statistics.
 *
 * @param factors the variables that are
 * @param densities the expected log density of each term that they are in
 * @param reasons why the others are not, each the end of a sentence
 */
public record Conjugacy(Factors factors, Map<Term, Expr> densities, Map<RandomVariable, String> reasons) {

    /** Copies. */
    public Conjugacy {
        densities = Map.copyOf(densities);
        reasons = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    }

    /** What is conjugate among all continuous latent variables. */
    public static Conjugacy of(Model model) {
        return of(model, model.latents());
    }

    /**
     * What is conjugate among some variables when all others have one known value at a time.
     *
     * @param candidates latent variables; discrete ones are passed over
     */
    public static Conjugacy of(Model model, Collection<RandomVariable> candidates) {
        Map<RandomVariable, FactorFamily> families = new LinkedHashMap<>();
        Map<RandomVariable, String> reasons = new LinkedHashMap<>();
        for (RandomVariable candidate : candidates) {
            if (candidate.isDiscrete()) {
                continue;
            }
            Optional<FactorFamily> family = Families.of(candidate.distribution());
            if (family.isPresent()) {
                families.put(candidate, family.get());
            } else {
                reasons.put(candidate, noFamily(candidate));
            }
        }
        excludeNonCentred(model, families, reasons);
        while (true) {
            Factors factors = new Factors(model, families);
            Map<Term, Expr> densities = new LinkedHashMap<>();
            Map<RandomVariable, String> found = new LinkedHashMap<>();
            for (Term term : Term.of(model)) {
                try {
                    density(factors, term).ifPresent(density -> densities.put(term, density));
                } catch (NotConjugate e) {
                    String reason = "in the density of '" + term.variable().name() + "' " + e.getMessage();
                    e.variables().forEach(variable -> found.putIfAbsent(variable, reason));
                    break;
                }
            }
            if (found.isEmpty()) {
                return new Conjugacy(factors, densities, reasons);
            }
            reasons.putAll(found);
            families.keySet().removeAll(found.keySet());
        }
    }

    /** What a non-centred variable is made of is unconstrained numbers and its location and scale: none of these has a factor. */
    private static void excludeNonCentred(
            Model model, Map<RandomVariable, FactorFamily> families, Map<RandomVariable, String> reasons) {
        for (RandomVariable latent : model.latents()) {
            if (!model.isNonCentred(latent)) {
                continue;
            }
            Factors all = new Factors(model, families);
            for (Argument argument : latent.distribution().arguments()) {
                for (RandomVariable parent : all.readBy(argument.value())) {
                    families.remove(parent);
                    reasons.putIfAbsent(parent, "'" + latent.name() + "' is non-centred around it");
                }
            }
            if (families.remove(latent) != null) {
                reasons.putIfAbsent(latent, "it is non-centred");
            }
        }
    }

    private static Optional<Expr> density(Factors factors, Term term) {
        Expectation expectation = new Expectation(factors);
        return expectation.randomIn(term.distribution(), term.variable()).isEmpty()
                ? Optional.empty()
                : Optional.of(ExpectedDensities.of(term.distribution(), term.variable(), expectation));
    }

    private static String noFamily(RandomVariable variable) {
        if (variable.distribution() instanceof Markov) {
            return "it moves along a chain";
        }
        String family = variable.distribution().family();
        return variable.shape().rank() > 1
                ? "it is a matrix of " + family + " entries"
                : "its prior is " + family + ", in which no conditional distribution stays";
    }

    /** The variables with factors that a term is about. */
    public Set<RandomVariable> readBy(Term term) {
        return new LinkedHashSet<>(new Expectation(factors).randomIn(term.distribution(), term.variable()));
    }
}
