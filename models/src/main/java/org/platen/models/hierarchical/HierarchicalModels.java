package org.platen.models.hierarchical;

import static org.platen.models.zoo.Family.HIERARCHICAL;

import java.util.List;
import java.util.function.Supplier;
import org.platen.models.zoo.Declaration;
import org.platen.models.zoo.Example;
import org.platen.models.zoo.ZooEntry;

/** The entries of hierarchical models. */
public final class HierarchicalModels {

    private HierarchicalModels() {}

    /** From one level of parameters to several. */
    public static List<ZooEntry> entries() {
        return List.of(
                entry(
                        "eight-schools",
                        "Effects of coaching in eight schools",
                        "Rubin 1981; Gelman et al. 2013, section 5.5",
                        Declaration.of(EightSchools.class, "of"),
                        EightSchools::example),
                entry(
                        "group-rates",
                        "Success rates of groups that are alike",
                        "Gelman et al. 2013, section 5.3",
                        Declaration.of(GroupRates.class, "of"),
                        GroupRates::example),
                entry(
                        "varying-intercepts",
                        "Groups that differ in their level",
                        "Gelman and Hill 2007, section 12.6: radon in houses of counties",
                        Declaration.of(VaryingIntercepts.class, "of"),
                        VaryingIntercepts::example),
                entry(
                        "varying-intercepts-posterior",
                        "Groups that differ in their level, with priors",
                        "Gelman and Hill 2007, section 16.3",
                        Declaration.of(VaryingIntercepts.class, "posterior"),
                        VaryingIntercepts::posteriorExample),
                entry(
                        "varying-slopes",
                        "Groups that differ in level and slope, with an LKJ prior",
                        "Lewandowski, Kurowicka and Joe 2009",
                        Declaration.of(VaryingSlopes.class, "of"),
                        VaryingSlopes::example));
    }

    private static ZooEntry entry(
            String name, String title, String source, Declaration declaration, Supplier<Example> example) {
        return new ZooEntry(name, title, HIERARCHICAL, source, declaration, example);
    }
}
