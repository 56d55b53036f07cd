using System;

namespace BedrockPS.Images;

/// <summary>How many character cells a picture takes, a cell being about twice as high as wide.</summary>
internal readonly struct CellBox
{
    /// <summary>Pixels of a cell where the terminal does not say.</summary>
    public const int CellWidth = 10;
    public const int CellHeight = 20;

    private CellBox(int columns, int rows)
    {
        Columns = columns;
        Rows = rows;
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>The largest box of the picture's shape that is within the bounds.</summary>
    /// <param name="width">The picture's pixels.</param>
    /// <param name="height">The picture's pixels.</param>
    /// <param name="wanted">Columns it would like to have.</param>
    /// <param name="maxColumns">Columns there are.</param>
    /// <param name="maxRows">Rows there are.</param>
    public static CellBox Fit(int width, int height, int wanted, int maxColumns, int maxRows)
    {
        int columns = Math.Max(1, Math.Min(wanted, maxColumns));
        double rowsPerColumn = (double)height / width / 2;
        if (columns * rowsPerColumn > maxRows)
        {
            columns = Math.Max(1, (int)(maxRows / rowsPerColumn));
        }

        return new CellBox(columns, Math.Max(1, (int)Math.Round(columns * rowsPerColumn)));
    }
}
