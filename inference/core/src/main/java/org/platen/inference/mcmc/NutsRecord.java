package org.platen.inference.mcmc;

import java.util.List;
import org.platen.inference.data.DataSizes;
import org.platen.inference.lower.RoleNames;
import org.platen.inference.posterior.DrawsRecord;

/**
 * What a {@link NutsFit} is made of, by the names of variables, without its data: what files hold.
 *
 * @param sizes of the data
 * @param roles what became of the unknowns
 * @param draws of the unknowns
 * @param statistics what the sampler did in each chain
 * @param summedOut names of what was summed or integrated out
 * @param reason why it stopped
 */
public record NutsRecord(
        DataSizes sizes,
        RoleNames roles,
        DrawsRecord draws,
        List<SamplerStatistics> statistics,
        List<String> summedOut,
        String reason) {

    /** Copies. */
    public NutsRecord {
        statistics = List.copyOf(statistics);
        summedOut = List.copyOf(summedOut);
    }
}
