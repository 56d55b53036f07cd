using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.FlowRuntime;

public sealed class OptimizeBRPromptTests : EndpointSession
{
    [Fact]
    public void A_prompt_comes_back_better_with_what_was_found_in_it()
    {
        List<PSObject> answers = Shell.Run("'Sum up {{text}}.', '', 'List the risks.' | Optimize-BRPrompt -Model nova-lite");
        Assert.Equal("EmptyInput", ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
        PromptOptimization first = (PromptOptimization)answers[0].BaseObject;
        Assert.Equal(("Sum up {{text}}.", "amazon.nova-lite-v1:0", "Sum up {{text}}."), (first.Original, first.Model, first.InputObject));
        Assert.Contains("Sum up {{text}}.", first.ToString(), StringComparison.Ordinal);
        Assert.Contains("variables text", first.Analysis, StringComparison.Ordinal);
        Assert.Equal(2, answers.Count);
    }

    [Fact]
    public void A_managed_prompt_brings_its_text_and_its_model()
    {
        PromptOptimization made = Shell.One<PromptOptimization>(
            """
            $null = New-BRPrompt brief -Text 'Write to {{name}}.' -Model amazon.nova-micro-v1:0
            Get-BRPrompt | Optimize-BRPrompt
            """);
        Assert.Equal(("Write to {{name}}.", "amazon.nova-micro-v1:0"), (made.Original, made.Model));

        // What comes out goes back in.
        Assert.Equal("name", Shell.Run("(Set-BRPrompt brief -Text (Get-BRPrompt brief | Optimize-BRPrompt -Model us.amazon.nova-lite-v1:0).Prompt -PassThru).Variants[0].TemplateConfiguration.Text.InputVariables.Name").Single().ToString());
        Assert.Empty(Shell.Errors);
        Shell.Run("Get-BRPrompt brief | Optimize-BRPrompt -Variant other; 5 | Optimize-BRPrompt -Model nova-lite; Optimize-BRPrompt x");
        Assert.Equal(["ResourceNotFound", "InputUnsupported"], Shell.Errors.Take(2).Select(static error => ((BedrockException)error.Exception).Code));
    }

    [Fact]
    public void A_stream_gives_the_analysis_first_and_a_cut_one_is_an_error()
    {
        AnswerChunkKind[] kinds = [.. Shell.Run("Optimize-BRPrompt 'Be brief.' nova-lite -Stream").Select(static chunk => ((AnswerChunk)chunk.BaseObject).Kind)];
        Assert.Equal([AnswerChunkKind.Trace, AnswerChunkKind.Text, AnswerChunkKind.End], kinds);

        Endpoint.SetFault("cut:1");
        Assert.Empty(Shell.Run("Optimize-BRPrompt 'Be brief.' nova-lite"));
        Assert.Equal("StreamTruncated", ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
        Endpoint.SetFault("exception:throttlingException:1");
        Assert.Equal("Be brief.", Shell.Run("try { Optimize-BRPrompt 'Be brief.' nova-lite -ErrorAction Stop } catch { $_.TargetObject }").Single().ToString());
        Endpoint.ClearFault();
        Assert.Empty(Shell.Run("Optimize-BRPrompt 'Be brief.' nova-lite -WhatIf"));
        Assert.Equal("Validation", ((BedrockException)Shell.Fails("Optimize-BRPrompt x amazon.titan-embed-text-v2:0 -ErrorAction Stop").Exception).Code);
    }
}
