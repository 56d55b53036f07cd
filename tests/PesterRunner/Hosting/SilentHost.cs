using System.Management.Automation;
using System.Text;
using BedrockPS.Testing;

namespace BedrockPS.PesterRunner.Hosting;

/// <summary>Takes what is written to the host and answers no question. A test reads the text as $Host.PrivateData.Text.</summary>
internal sealed class SilentHost() : TestHost(new SilentUI())
{
    public override string Name => "BedrockPS.PesterRunner";

    public override PSObject PrivateData => PSObject.AsPSObject(UI);
}

/// <summary>Public members alone are seen by a script.</summary>
public sealed class SilentUI : TestUI
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public override void Write(string value) => _text.Append(value);

    public override void WriteWarningLine(string message)
    {
    }

    public override void WriteVerboseLine(string message)
    {
    }

    public override void WriteDebugLine(string message)
    {
    }
}
