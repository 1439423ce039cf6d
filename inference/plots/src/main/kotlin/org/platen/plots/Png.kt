package org.platen.plots

import java.awt.Color
import java.awt.RenderingHints
import java.io.IOException
import java.io.OutputStream
import org.apache.batik.transcoder.TranscoderException
import org.apache.batik.transcoder.TranscoderInput
import org.apache.batik.transcoder.TranscoderOutput
import org.apache.batik.transcoder.image.ImageTranscoder
import org.apache.batik.transcoder.image.PNGTranscoder

/** Turns an SVG document into a PNG image. */
internal object Png {

    fun encode(svg: String, size: Size, output: OutputStream) {
        val transcoder = Transcoder()
        transcoder.addTranscodingHint(ImageTranscoder.KEY_WIDTH, size.width.toFloat())
        transcoder.addTranscodingHint(ImageTranscoder.KEY_HEIGHT, size.height.toFloat())
        transcoder.addTranscodingHint(ImageTranscoder.KEY_BACKGROUND_COLOR, Color.WHITE)
        try {
            transcoder.transcode(TranscoderInput(svg.reader()), TranscoderOutput(output))
        } catch (e: TranscoderException) {
            throw IOException("Cannot draw the plot as a PNG image: ${reason(e)}", e)
        }
    }

    /** Batik wraps exceptions in others without a message. */
    private fun reason(failure: Throwable): String {
        val cause = (failure as? TranscoderException)?.exception ?: failure.cause
        return if (cause == null || cause == failure) failure.message ?: failure.toString() else reason(cause)
    }

    /** Draws lines where they are: moved to whole pixels, as is usual, an ellipse wobbles. */
    private class Transcoder : PNGTranscoder() {
        override fun createRenderer() = super.createRenderer().apply {
            renderingHints[RenderingHints.KEY_STROKE_CONTROL] = RenderingHints.VALUE_STROKE_PURE
        }
    }
}
