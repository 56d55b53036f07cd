using System;
using System.Diagnostics;
using System.Management.Automation.Host;
using System.Text;
using System.Threading;
using BedrockPS.Images;

namespace BedrockPS.Cmdlets;

/// <summary>Shows pictures on a host, as well as its terminal can.</summary>
internal sealed class PictureScreen
{
    private const int DefaultColumns = 80;
    private const int NoLimit = 1000;
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(150);
    private static bool? s_hasSixel;

    private readonly PSHost _host;

    public PictureScreen(PSHost host) => _host = host;

    /// <summary>How pictures are put there; Auto: as the terminal can.</summary>
    public ImageProtocol Protocol { get; set; }

    /// <summary>Columns a picture may take; null: all there are.</summary>
    public int? Columns { get; set; }

    private bool IsConsole => _host.Name is "ConsoleHost" or "BedrockPS.Shell";

    /// <summary>There is nobody to look at it: what a console prints goes into a file or to another program.</summary>
    public bool IsRedirected => IsConsole && Console.IsOutputRedirected;

    private bool IsVirtualTerminal => _host.UI.SupportsVirtualTerminal;

    /// <param name="picture">The file's bytes.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="BedrockException">FileUnsupported, ImageUnreadable: it cannot be shown.</exception>
    public void Show(byte[] picture, string name)
    {
        ImageProtocol protocol = Protocol != ImageProtocol.Auto ? Protocol
            : IsVirtualTerminal ? TerminalTraits.ProtocolOf(Environment.GetEnvironmentVariable, HasSixel)
            : ImageProtocol.Block;
        Raster pixels = PictureDecoder.Decode(picture, name);
        (int columns, int rows) = WindowSize();
        int most = Math.Min(columns, Columns ?? columns);
        int natural = (pixels.Width + CellBox.CellWidth - 1) / CellBox.CellWidth;
        CellBox box = CellBox.Fit(pixels.Width, pixels.Height, Columns ?? (protocol == ImageProtocol.Block ? pixels.Width : natural), most, rows);
        switch (protocol)
        {
            case ImageProtocol.Kitty:
                // It reads PNG alone.
                _host.UI.WriteLine(KittyGraphics.Write(picture[0] == 0x89 ? picture : PngWriter.Write(pixels), box));
                break;
            case ImageProtocol.ITerm2:
                _host.UI.WriteLine(ITermGraphics.Write(picture, box));
                break;
            case ImageProtocol.Sixel:
                int width = Math.Min(box.Columns * CellBox.CellWidth, Columns is null ? pixels.Width : int.MaxValue);
                int height = Math.Max(1, (int)Math.Round((double)width * pixels.Height / pixels.Width));
                _host.UI.WriteLine(SixelGraphics.Write(pixels.Resize(width, height)));
                break;
            default:
                Draw(pixels.Resize(box.Columns, box.Rows * 2));
                break;
        }
    }

    private void Draw(Raster pixels)
    {
        TerminalColour depth = TerminalTraits.ColourOf(Environment.GetEnvironmentVariable, IsVirtualTerminal);
        if (depth == TerminalColour.Console)
        {
            BlockGraphics.Draw(
                pixels, Background(), (fore, back, glyph) => _host.UI.Write(fore, back, glyph.ToString()), () => _host.UI.WriteLine());
            return;
        }

        foreach (string line in BlockGraphics.Write(pixels, depth))
        {
            _host.UI.WriteLine(line);
        }
    }

    private (int Columns, int Rows) WindowSize()
    {
        try
        {
            Size size = _host.UI.RawUI.WindowSize;

            // Two lines stay for what was typed and for the next prompt.
            return (size.Width > 0 ? size.Width : DefaultColumns, size.Height > 2 ? size.Height - 2 : NoLimit);
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or NullReferenceException)
        {
            return (DefaultColumns, NoLimit);
        }
    }

    private ConsoleColor Background()
    {
        try
        {
            return _host.UI.RawUI.BackgroundColor is >= ConsoleColor.Black and <= ConsoleColor.White and ConsoleColor colour ? colour : ConsoleColor.Black;
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or NullReferenceException)
        {
            return ConsoleColor.Black;
        }
    }

    /// <summary>
    /// Asks a Windows console for its attributes, once a session. Elsewhere the answer would be echoed onto the screen; there, too,
    /// nobody is asked who has typed ahead.
    /// </summary>
    private bool HasSixel() => s_hasSixel ??= Environment.OSVersion.Platform == PlatformID.Win32NT && _host.Name == "ConsoleHost"
        && !Console.IsInputRedirected && !Console.IsOutputRedirected && !Console.KeyAvailable && Ask();

    private bool Ask()
    {
        _host.UI.Write("\u001b[c");
        StringBuilder answer = new();
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < s_patience)
        {
            if (!Console.KeyAvailable)
            {
                Thread.Sleep(5);
                continue;
            }

            char key = Console.ReadKey(intercept: true).KeyChar;
            answer.Append(key);
            if (key == 'c')
            {
                break;
            }
        }

        return TerminalTraits.NamesSixel(answer.ToString());
    }
}
