package org.platen.models.network;

import static org.platen.dsl.distribution.Distributions.categorical;
import static org.platen.dsl.expr.Expressions.constant;

import java.util.LinkedHashMap;
import java.util.Map;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Space;
import org.platen.models.zoo.Draws;
import org.platen.models.zoo.Example;

/** ASIA, the chest clinic of Lauritzen and Spiegelhalter (1988), "Local computations with probabilities on graphical structures", section 2: 0 is no, 1 is yes. */
public final class Asia {

    private static final int ROWS = 4000;

    private Asia() {}

    /** The graph: 18 free probabilities. */
    public static BayesianNetwork graph() {
        return BayesianNetwork.named("asia")
                .node("asia", 2)
                .node("smoking", 2)
                .node("tuberculosis", 2, "asia")
                .node("cancer", 2, "smoking")
                .node("bronchitis", 2, "smoking")
                .node("either", 2, "tuberculosis", "cancer")
                .node("xray", 2, "either")
                .node("dyspnoea", 2, "either", "bronchitis");
    }

    /** The probabilities of the paper, by node. */
    public static Map<String, double[]> tables() {
        Map<String, double[]> tables = new LinkedHashMap<>();
        tables.put("asia", yes(0.01));
        tables.put("smoking", yes(0.5));
        tables.put("tuberculosis", yes(0.01, 0.05));
        tables.put("cancer", yes(0.01, 0.1));
        tables.put("bronchitis", yes(0.3, 0.6));
        tables.put("either", yes(0, 1, 1, 1));
        tables.put("xray", yes(0.05, 0.98));
        tables.put("dyspnoea", yes(0.1, 0.8, 0.7, 0.9));
        return tables;
    }

    private static double[] yes(double... probabilities) {
        double[] table = new double[2 * probabilities.length];
        for (int i = 0; i < probabilities.length; i++) {
            table[2 * i] = 1 - probabilities[i];
            table[2 * i + 1] = probabilities[i];
        }
        return table;
    }

    /** The network with the probabilities of the paper, for queries. */
    public static Model known() {
        return graph().known(tables());
    }

    /**
     * The network with its probabilities to be learned from people of whom everything is known: the model that {@code graph().learned()} makes, in the language's own words.
     *
     * <pre>{@code
     * asia: row, state of asia of 2, state of smoking of 2, state of tuberculosis of 2, state of cancer of 2, state of bronchitis of 2, state of either of 2, state of xray of 2, state of dyspnoea of 2
     * p(asia)                                           = parameter on the simplex over state of asia
     * asia[row]                                         ~ Categorical(p(asia))  (observed)
     * p(smoking)                                        = parameter on the simplex over state of smoking
     * smoking[row]                                      ~ Categorical(p(smoking))  (observed)
     * p(tuberculosis)[state of asia]                    = parameter on the simplex over state of tuberculosis
     * tuberculosis[row]                                 ~ Categorical(p(tuberculosis)[asia])  (observed)
     * p(cancer)[state of smoking]                       = parameter on the simplex over state of cancer
     * cancer[row]                                       ~ Categorical(p(cancer)[smoking])  (observed)
     * p(bronchitis)[state of smoking]                   = parameter on the simplex over state of bronchitis
     * bronchitis[row]                                   ~ Categorical(p(bronchitis)[smoking])  (observed)
     * p(either)[state of tuberculosis, state of cancer] = parameter on the simplex over state of either
     * either[row]                                       ~ Categorical(p(either)[tuberculosis, cancer])  (observed)
     * p(xray)[state of either]                          = parameter on the simplex over state of xray
     * xray[row]                                         ~ Categorical(p(xray)[either])  (observed)
     * p(dyspnoea)[state of either, state of bronchitis] = parameter on the simplex over state of dyspnoea
     * dyspnoea[row]                                     ~ Categorical(p(dyspnoea)[either, bronchitis])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val asia = model("asia") {
     *     val row = plate("row")
     *     val asiaState = plate("state of asia", 2)
     *     val smokingState = plate("state of smoking", 2)
     *     val tuberculosisState = plate("state of tuberculosis", 2)
     *     val cancerState = plate("state of cancer", 2)
     *     val bronchitisState = plate("state of bronchitis", 2)
     *     val eitherState = plate("state of either", 2)
     *     val xrayState = plate("state of xray", 2)
     *     val dyspnoeaState = plate("state of dyspnoea", 2)
     *     val pAsia = parameter("p(asia)", simplex(asiaState))
     *     val asia by row.observed(categorical(pAsia))
     *     val pSmoking = parameter("p(smoking)", simplex(smokingState))
     *     val smoking by row.observed(categorical(pSmoking))
     *     val pTuberculosis = asiaState.parameter("p(tuberculosis)", simplex(tuberculosisState))
     *     val tuberculosis by row.observed(categorical(pTuberculosis[asia]))
     *     val pCancer = smokingState.parameter("p(cancer)", simplex(cancerState))
     *     val cancer by row.observed(categorical(pCancer[smoking]))
     *     val pBronchitis = smokingState.parameter("p(bronchitis)", simplex(bronchitisState))
     *     val bronchitis by row.observed(categorical(pBronchitis[smoking]))
     *     val pEither = (tuberculosisState * cancerState).parameter("p(either)", simplex(eitherState))
     *     val either by row.observed(categorical(pEither[tuberculosis][cancer]))
     *     val pXray = eitherState.parameter("p(xray)", simplex(xrayState))
     *     val xray by row.observed(categorical(pXray[either]))
     *     val pDyspnoea = (eitherState * bronchitisState).parameter("p(dyspnoea)", simplex(dyspnoeaState))
     *     val dyspnoea by row.observed(categorical(pDyspnoea[either][bronchitis]))
     * }
     * }</pre>
     */
    public static Model learned() {
        return Model.declare("asia", m -> {
            var row = m.plate("row");
            var asiaState = m.plate("state of asia", 2);
            var smokingState = m.plate("state of smoking", 2);
            var tuberculosisState = m.plate("state of tuberculosis", 2);
            var cancerState = m.plate("state of cancer", 2);
            var bronchitisState = m.plate("state of bronchitis", 2);
            var eitherState = m.plate("state of either", 2);
            var xrayState = m.plate("state of xray", 2);
            var dyspnoeaState = m.plate("state of dyspnoea", 2);
            var pAsia = m.parameter("p(asia)", Space.simplex(asiaState));
            var asia = m.observed("asia", row, categorical(pAsia));
            var pSmoking = m.parameter("p(smoking)", Space.simplex(smokingState));
            var smoking = m.observed("smoking", row, categorical(pSmoking));
            var pTuberculosis = m.parameter("p(tuberculosis)", asiaState, Space.simplex(tuberculosisState));
            var tuberculosis = m.observed("tuberculosis", row, categorical(pTuberculosis.at(asia)));
            var pCancer = m.parameter("p(cancer)", smokingState, Space.simplex(cancerState));
            var cancer = m.observed("cancer", row, categorical(pCancer.at(smoking)));
            var pBronchitis = m.parameter("p(bronchitis)", smokingState, Space.simplex(bronchitisState));
            var bronchitis = m.observed("bronchitis", row, categorical(pBronchitis.at(smoking)));
            var pEither = m.parameter("p(either)", tuberculosisState.times(cancerState), Space.simplex(eitherState));
            var either = m.observed(
                    "either", row, categorical(pEither.at(tuberculosis).at(cancer)));
            var pXray = m.parameter("p(xray)", eitherState, Space.simplex(xrayState));
            m.observed("xray", row, categorical(pXray.at(either)));
            var pDyspnoea =
                    m.parameter("p(dyspnoea)", eitherState.times(bronchitisState), Space.simplex(dyspnoeaState));
            m.observed("dyspnoea", row, categorical(pDyspnoea.at(either).at(bronchitis)));
        });
    }

    static Example learnedExample() {
        Draws draws = new Draws(1);
        Map<String, double[]> tables = tables();
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (BayesianNetwork.Node node : graph().nodes()) {
            double[] values = new double[ROWS];
            for (int row = 0; row < ROWS; row++) {
                int cell = 0;
                for (String parent : node.parents()) {
                    cell = 2 * cell + (int) columns.get(parent)[row];
                }
                double yes = tables.get(node.name())[2 * cell + 1];
                values[row] = draws.indexFrom(categorical(constant(1 - yes, yes)));
            }
            columns.put(node.name(), values);
        }
        Example example = Example.of(learned());
        for (Map.Entry<String, double[]> column : columns.entrySet()) {
            example = example.with(column.getKey(), column.getValue());
        }
        return example.truth("p(smoking)", 0.04, tables.get("smoking"))
                .truth("p(cancer)", 0.03, tables.get("cancer"))
                .truth("p(bronchitis)", 0.05, tables.get("bronchitis"));
    }
}
