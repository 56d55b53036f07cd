using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Resources;
using BedrockPS.Similarity;

namespace BedrockPS.Cmdlets;

/// <content>Input that may be anything: the user's own objects.</content>
public abstract partial class ConnectedCmdlet
{
    private readonly HashSet<string> _typed = new(StringComparer.OrdinalIgnoreCase);
    private string? _typedRegion;

    /// <summary>What the pipeline brought for the call to be about; null in a command that does something with its input itself.</summary>
    private protected virtual object? Matter => null;

    /// <summary>
    /// Parameters that say who is called: a piped object that names one of them is a call written as an object, and may say where it goes.
    /// </summary>
    private protected virtual IReadOnlyList<string> CallParameters => [];

    /// <summary>The input is an object of somebody else's, which says something by its properties, and nothing of the call.</summary>
    private protected bool IsForeign => MyInvocation.ExpectingInput && Matter is object matter && !OwnObject.Is(matter);

    protected override void BeginProcessing()
    {
        // Before the first input only what was typed is there; what an object brings along by chance may mean nothing here.
        _typed.UnionWith(MyInvocation.BoundParameters.Keys);
        _typedRegion = Region;
    }

    /// <summary>The parameter was typed, and not brought along by an object.</summary>
    private protected bool IsTyped(string parameter) => _typed.Contains(parameter);

    /// <summary>A value that was typed for one parameter is meant for another.</summary>
    private protected void MoveTyped(string from, string to)
    {
        _typed.Remove(from);
        _typed.Add(to);
    }

    /// <summary>The parameter's value came along with an object of somebody else's, where it means something else.</summary>
    private protected bool IsStray(string parameter) => IsForeign && !IsTyped(parameter);

    private protected override void Sift()
    {
        // Most inputs bring none along, and are not looked at any further.
        if (!ReferenceEquals(Region, _typedRegion) && IsForeign && !IsCall)
        {
            ForgetRegion();
        }
    }

    private bool IsCall
    {
        get
        {
            foreach (string parameter in CallParameters)
            {
                if (MyInvocation.BoundParameters.ContainsKey(parameter) && !IsTyped(parameter))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>A Region among the properties of a server or a ticket is not where the model is.</summary>
    private void ForgetRegion() => Region = _typedRegion;

    /// <summary>Does something for each ARN, id or name, in the region an ARN tells unless the user named one.</summary>
    private protected void ForEachInItsRegion(string[] identities, Action<string> step, Action<string, BedrockException> advise)
    {
        string? given = Region;
        try
        {
            ForEach(
                identities,
                identity =>
                {
                    Region = given ?? (ResourceArn.TryParse(identity) is { Region.Length: > 0 } arn ? arn.Region : null);
                    step(identity);
                },
                advise);
        }
        finally
        {
            Region = given;
        }
    }

    /// <summary>Does something for an input, or for each part where a list was given as an argument; errors name the part.</summary>
    /// <param name="input">What the pipeline brought, or the argument.</param>
    /// <param name="step">What is done.</param>
    private protected void ForEachObject(PSObject? input, Action<PSObject?> step)
    {
        if (input is null && !MyInvocation.ExpectingInput)
        {
            throw new BedrockException("EmptyInput", "There is no object: nothing was piped or given.") { RecommendedAction = "Pipe the objects in." };
        }

        ForgetRegion();
        ForEach(
            MyInvocation.ExpectingInput || input?.BaseObject is not IList list || list is byte[] || VectorReader.TryRead(list) is not null
                ? [Bare(input)]
                : list.Cast<object?>(),
            part => step(part is null ? null : PSObject.AsPSObject(part)));
    }

    /// <summary>The object as its user knows it, for error records.</summary>
    private protected static object? Bare(object? input) => input is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : input;
}
