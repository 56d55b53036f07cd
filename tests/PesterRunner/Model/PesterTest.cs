using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BedrockPS.PesterRunner.Model;

/// <summary>One It, or one of its cases.</summary>
public sealed class PesterTest : PesterItem
{
    public PesterTest(PesterBlock parent, string name, object? @case, bool skip, ScriptBlock body)
        : base(parent, name, @case, skip)
    {
        Body = body;
        if (IsSkipped)
        {
            Skip("-Skip");
        }
    }

    public ScriptBlock Body { get; }

    public PesterOutcome Outcome { get; private set; }

    /// <summary>Why it failed or was skipped.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Outermost block first.</summary>
    public IEnumerable<ScriptBlock> BeforeEach => Blocks().Reverse().SelectMany(block => block.BeforeEach);

    /// <summary>Innermost block first.</summary>
    public IEnumerable<ScriptBlock> AfterEach => Blocks().SelectMany(block => block.AfterEach);

    public void Pass() => Outcome = PesterOutcome.Passed;

    public void Skip(string reason)
    {
        Outcome = PesterOutcome.Skipped;
        Reason = reason;
    }

    public void Fail(ErrorRecord error)
    {
        if (error.FullyQualifiedErrorId.StartsWith(SkipId, StringComparison.Ordinal) && Outcome != PesterOutcome.Failed)
        {
            Skip(error.Exception.Message);
            return;
        }

        Outcome = PesterOutcome.Failed;
        string place = error.ScriptStackTrace is { Length: > 0 } trace ? Environment.NewLine + trace : "";
        Reason += (Reason.Length > 0 ? Environment.NewLine : "") + error + place;
    }

    /// <summary>Error id by which Set-ItResult leaves a test.</summary>
    public const string SkipId = "PesterTestSkipped";

    private IEnumerable<PesterBlock> Blocks()
    {
        for (PesterBlock? block = Parent; block is not null; block = block.Parent)
        {
            yield return block;
        }
    }
}
