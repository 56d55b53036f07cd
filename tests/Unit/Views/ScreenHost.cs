using System.Management.Automation.Host;
using System.Text;
using BedrockPS.Testing;

namespace BedrockPS.Unit.Views;

/// <summary>A host with a screen of 120 columns that keeps what is written on it.</summary>
public sealed class ScreenHost() : TestHost(new ScreenUI())
{
    public const int Width = 120;

    /// <summary>All that was written, lines ended by \n.</summary>
    public string Text => ((ScreenUI)UI).Text.ToString();

    public void Clear() => ((ScreenUI)UI).Text.Clear();

    private sealed class ScreenUI : TestUI
    {
        public StringBuilder Text { get; } = new();

        public override PSHostRawUserInterface RawUI { get; } = new TestRawUI(Width, 50);

        public override void Write(string value) => Text.Append(value);
    }
}
