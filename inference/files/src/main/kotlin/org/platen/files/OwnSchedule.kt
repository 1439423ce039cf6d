package org.platen.files

import org.platen.dsl.shape.ModelException
import org.platen.inference.train.Schedule

/**
 * What is known of a schedule that was the caller's own code, which files do not hold.
 *
 * @param numbers at the steps 0, 1, 2, 4, 8 and so on
 */
@JvmRecord
internal data class OwnSchedule(val numbers: List<Double>) : Schedule {
    override fun at(step: Long): Double =
        throw ModelException("this schedule was the caller's own code, which is not in the file: give the engine one again")

    companion object {
        private const val POWERS = 24

        fun of(schedule: Schedule) = OwnSchedule((0..POWERS).map { schedule.at(if (it == 0) 0 else 1L shl it - 1) })
    }
}
