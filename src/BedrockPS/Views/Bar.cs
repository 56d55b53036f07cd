using System;
using System.Globalization;

namespace BedrockPS.Views;

/// <summary>A part of a whole, drawn in blocks that every console font has.</summary>
internal static class Bar
{
    /// <param name="share">From 0 to 1.</param>
    /// <param name="width">Letters of the whole.</param>
    /// <returns>The bar filled up to its width, and the percentage.</returns>
    public static string Of(decimal share, int width)
    {
        int halves = (int)Math.Round(share * width * 2, MidpointRounding.AwayFromZero);
        // However little it is, it is not nothing.
        halves = share > 0 ? Math.Max(1, halves) : 0;
        string blocks = new string('█', halves / 2) + (halves % 2 == 1 ? "▌" : "");
        return blocks.PadRight(width) + (share * 100).ToString("0", CultureInfo.InvariantCulture).PadLeft(4) + "%";
    }
}
