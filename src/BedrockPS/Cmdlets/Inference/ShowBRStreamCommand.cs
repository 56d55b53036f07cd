using System;
using System.Management.Automation;
using System.Management.Automation.Host;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <summary>Prints streamed answers to the host as flowing text.</summary>
[Cmdlet(VerbsCommon.Show, "BRStream")]
[OutputType(typeof(ModelResponse), typeof(PSObject))]
public sealed class ShowBRStreamCommand : BedrockCmdlet
{
    private bool _lineOpen;

    /// <summary>Pieces of an answer, as commands with -Stream write them: of models, agents, flows and knowledge bases.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public IStreamPiece InputObject { get; set; } = null!;

    /// <summary>Print the model's reasoning too, in a darker colour.</summary>
    [Parameter]
    public SwitchParameter Reasoning { get; set; }

    /// <summary>Pass each whole response on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override object? Target => InputObject;

    protected override void Process()
    {
        if (InputObject.IsAnswer)
        {
            Print(ScreenText.Clean(InputObject.Text), null);
        }
        else if (InputObject.IsReasoning && Reasoning)
        {
            Print(ScreenText.Clean(InputObject.Text), ConsoleColor.DarkGray);
        }
        else if (InputObject.IsEnd)
        {
            CloseLine();
            if (PassThru)
            {
                WriteObject(InputObject.Response);
            }
        }
    }

    // A cut stream has no end chunk: its error still starts on a line of its own.
    protected override void Finish() => CloseLine();

    // Ctrl+C ends the pipeline without a last step: the prompt starts on a line of its own all the same.
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CloseLine();
        }

        base.Dispose(disposing);
    }

    private void Print(string text, ConsoleColor? colour)
    {
        _lineOpen = true;
        if (colour is ConsoleColor foreground && Background() is ConsoleColor background)
        {
            Host.UI.Write(foreground, background, text);
        }
        else
        {
            Host.UI.Write(text);
        }
    }

    /// <summary>Null where the host has no screen with colours.</summary>
    private ConsoleColor? Background()
    {
        try
        {
            return Host.UI.RawUI?.BackgroundColor;
        }
        catch (HostException)
        {
            return null;
        }
    }

    private void CloseLine()
    {
        if (_lineOpen)
        {
            Host.UI.WriteLine();
            _lineOpen = false;
        }
    }
}
