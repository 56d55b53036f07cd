using System;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation.Host;
using BedrockPS.Testing;
using Xunit;

namespace BedrockPS.Unit.Tools;

/// <summary>pwsh whose input is closed, as cron and CI start it, has a host that fails in its own way when it is to ask.</summary>
public sealed class ToolAtEndOfInputTests() : ToolSession(new EndedHost())
{
    [Fact]
    public void A_call_that_needs_approval_is_refused_and_the_next_input_is_tried()
    {
        Assert.Equal(2, Shell.Run("""'{{call Set-Thing {"Name":"a"}}}', 'plain' | Invoke-BRModel -Tool *-Thing""").Count);
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        Assert.Contains("-ToolApproval", Assert.Single(Shell.Warnings), StringComparison.Ordinal);
        Assert.Empty(Changed);
    }

    private sealed class EndedHost() : TestHost(new EndedUI());

    private sealed class EndedUI : TestUI
    {
        public override void Write(string value)
        {
        }

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
            throw new NullReferenceException();
    }
}
