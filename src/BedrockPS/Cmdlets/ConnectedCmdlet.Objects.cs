using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Similarity;

namespace BedrockPS.Cmdlets;

/// <content>Input that may be anything: the user's own objects.</content>
public abstract partial class ConnectedCmdlet
{
    private string? _givenRegion;

    protected override void BeginProcessing() => _givenRegion = Region;

    /// <summary>Does something for an input, or for each part where a list was given as an argument; errors name the part.</summary>
    /// <param name="input">What the pipeline brought, or the argument.</param>
    /// <param name="step">What is done.</param>
    private protected void ForEachObject(PSObject? input, Action<PSObject?> step)
    {
        if (input is null && !MyInvocation.ExpectingInput)
        {
            throw new BedrockException("EmptyInput", "There is no object: nothing was piped or given.") { RecommendedAction = "Pipe the objects in." };
        }

        // A Region among the properties of a server or a ticket is not where the model is.
        Region = _givenRegion;
        ForEach(
            MyInvocation.ExpectingInput || input?.BaseObject is not IList list || list is byte[] || VectorReader.TryRead(list) is not null
                ? [Bare(input)]
                : list.Cast<object?>(),
            part => step(part is null ? null : PSObject.AsPSObject(part)));
    }

    /// <summary>The object as its user knows it, for error records.</summary>
    private protected static object? Bare(object? input) => input is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : input;
}
