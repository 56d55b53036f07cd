using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using BedrockPS.Api;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// A cmdlet that shows or changes what an account owns. A parameter is a member of the operation's request, of the same name unless
/// <see cref="MemberAttribute"/> says otherwise; the one marked <see cref="ResourceIdAttribute"/> is whatever the operation's path
/// ends with. Values are checked against the service's description.
/// </summary>
public abstract class ResourceCmdlet : ConnectedCmdlet
{
    private readonly Dictionary<string, string> _parents = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ResourceWatch> _watches = [];
    private string? _current;

    /// <summary>What it is about.</summary>
    private protected abstract ResourceType Type { get; }

    /// <summary>What it is about, for completers and tests.</summary>
    internal ResourceType Subject => Type;

    /// <summary>Operations it calls, for completers, tests and the table of what covers what.</summary>
    internal abstract IEnumerable<string> OperationNames { get; }

    /// <summary>Members <see cref="Amend"/> fills in from parameters that are none themselves.</summary>
    internal virtual IReadOnlyCollection<string> AmendedMembers => [];

    /// <summary>Ids given for the current input; null where none was.</summary>
    private protected virtual string[]? Identities
    {
        get
        {
            if (Type.IsSetting)
            {
                return ["of " + Api.Region];
            }

            foreach (ResourceParameter parameter in ResourceParameter.Of(GetType()))
            {
                if (parameter.IsIdentity && MyInvocation.BoundParameters.TryGetValue(parameter.Name, out object? value))
                {
                    return value switch
                    {
                        string[] { Length: > 0 } many => many,
                        string { Length: > 0 } one => [one],
                        _ => throw new BedrockException("ParameterInvalid", $"-{parameter.Name} is empty: it must name {Type.Article} {Type.Label}."),
                    };
                }
            }

            return null;
        }
    }

    /// <summary>The id being worked on, else what of the input names it: never all parameters, among which there are keys.</summary>
    protected override object? Target => _current ?? GivenName();

    private protected ResourceApi Resources => new(Api, Type);

    /// <summary>The id that was given, else the name, else the first text.</summary>
    private object? GivenName()
    {
        IReadOnlyList<ResourceParameter> parameters = ResourceParameter.Of(GetType());
        return parameters
            .OrderByDescending(static parameter => parameter.IsIdentity ? 2 : parameter.Name == "Name" ? 1 : 0)
            .Select(parameter => MyInvocation.BoundParameters.TryGetValue(parameter.Name, out object? value) ? value : null)
            .Select(static value => value is string[] { Length: 1 } one ? one[0] : value)
            .FirstOrDefault(static value => value is string or string[]);
    }

    /// <summary>Does something for each id; one that fails does not keep the others from their turn.</summary>
    private protected void ForEachIdentity(string[] identities, Action<string> step)
    {
        ForEachInItsRegion(
            identities,
            identity =>
            {
                _current = identity;
                step(identity);
            },
            (_, exception) => Advise(exception, Type));
        _current = null;
    }

    /// <summary>
    /// The members of an operation's request that were given as parameters.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="identity">The resource it is about; null: none.</param>
    /// <exception cref="BedrockException">ParameterInvalid: a parameter that was typed means nothing to this operation.</exception>
    private protected Dictionary<string, object?> Members(OperationDescription operation, string? identity = null)
    {
        Dictionary<string, object?> members = [];
        foreach (ResourceParameter parameter in ResourceParameter.Of(GetType()))
        {
            if (parameter.IsIdentity)
            {
                if (identity is not null && IdentityMember(operation, parameter) is string member)
                {
                    // An operation that takes several at once is given the one, so that each input fails or succeeds by itself.
                    bool isMany = operation.Input!.FindMember(member)!.Shape.Kind == ShapeKind.List;
                    members[member] = isMany ? new List<object?> { identity } : identity;
                }
            }
            else if (MyInvocation.BoundParameters.TryGetValue(parameter.Name, out object? value))
            {
                if (operation.Input?.FindMember(parameter.Path[0]) is MemberDescription known)
                {
                    MemberValue.Set(members, known, parameter, Plain(parameter, value));
                }
                else if (IsTyped(parameter.Name))
                {
                    throw new BedrockException("ParameterInvalid", $"-{parameter.Name} means nothing to {operation.Name}, which this command would call.");
                }
            }
        }

        AddDefaults(Type, operation, members);
        Amend(operation, members);
        foreach (KeyValuePair<string, object?> member in members)
        {
            if (operation.Input?.FindMember(member.Key) is MemberDescription known)
            {
                ImpliedTypes.Fill(known.Shape, member.Value);
            }
        }

        return members;
    }

    /// <summary>Completes or reshapes a request, where a parameter is friendlier than the member it stands for.</summary>
    private protected virtual void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
    }

    /// <summary>
    /// Does something with an id. What the operation cannot take for one, or does not find, is tried as a name: the resource is taken
    /// if just one has it.
    /// </summary>
    private protected T WithIdentity<T>(OperationDescription operation, string identity, Func<string, T> step)
    {
        if (!IsId(operation, identity) && (Type.IdOf(identity) ?? FindByName(Type, identity, isNeeded: true)) is string named)
        {
            return step(named);
        }

        try
        {
            return step(identity);
        }
        catch (BedrockException exception) when (MayBeName(exception, identity))
        {
            // Not in the filter: there an ambiguous name would go unheard.
            if (FindByName(Type, identity) is string id)
            {
                return step(id);
            }

            throw;
        }
    }

    /// <summary>Where the description does not say what an id looks like, the service calls a name an invalid id.</summary>
    private bool MayBeName(BedrockException exception, string identity) =>
        exception.Code == "ResourceNotFound" || (exception.Code == "Validation" && !Type.IsId(identity));

    /// <summary>What -WhatIf and -Confirm name.</summary>
    private protected virtual string Describe(string? identity, IReadOnlyDictionary<string, object?> members)
    {
        foreach (string name in Type.NameMember)
        {
            if (identity is null && members.TryGetValue(name, out object? value) && value is string given)
            {
                identity = given;
            }
        }

        return identity is null ? Type.Label : $"{Type.Label} {identity}";
    }

    /// <summary>A resource as users see it.</summary>
    private protected virtual PSObject Show(ResourceContent content) => ResourceView.Of(Type, content, Api.Region);

    /// <summary>Writes what was made or set going: what the service shows of it, or where that is refused, what it answered.</summary>
    private protected void WriteAsShown(ResourceContent answer, Dictionary<string, object?> given)
    {
        if (Type.Get is not null && Resources.Locate(answer, given) is Dictionary<string, object?> key)
        {
            try
            {
                answer = Wait(Resources.GetAsync(key, StopToken));
            }
            catch (BedrockException exception)
            {
                // It is there all the same, and its id must not be lost to somebody who may make but not look.
                WriteVerbose($"The {Type.Label} could not be read: {exception.Message}");
            }
        }

        WriteObject(Show(answer));
    }

    /// <summary>Has the command wait, after its last input, until something is done.</summary>
    /// <param name="key">What finds it.</param>
    /// <param name="answer">What the service answered when it was set going.</param>
    /// <param name="isLeaving">Done is when it is not there any more.</param>
    private protected void WaitFor(Dictionary<string, object?> key, ResourceContent? answer, bool isLeaving = false) =>
        _watches.Add(new ResourceWatch(Api, Type, key, Log.Add) { IsLeaving = isLeaving, Input = Target, Content = answer });

    /// <summary>What has been set going would be lost to the user with the wait for it.</summary>
    private protected override void LastWords()
    {
        foreach (ResourceWatch watch in _watches)
        {
            if (watch.Shown is PSObject started && !watch.IsLeaving)
            {
                WriteObject(started);
            }
        }

        _watches.Clear();
    }

    /// <summary>It waits until what it made, changed or set going is done.</summary>
    private protected virtual bool Waits => false;

    /// <summary>It waits in a PowerShell job.</summary>
    private protected virtual bool WaitsAsJob => false;

    /// <summary>A time-out that is meant for the wait is none for each call.</summary>
    private protected override int? CallTimeoutSec => Waits ? null : TimeoutSec;

    protected override void Finish() => RunWatches(_watches, WaitsAsJob);

    /// <summary>Waits until nothing is under way with it, -TimeoutSec at most.</summary>
    private protected void WaitWhileBusy(Dictionary<string, object?> key)
    {
        ResourceWatch watch = new(Api, Type, key, Log.Add);
        using WatchLimits limits = new(WaitLimit);
        Wait(watch.RunAsync(limits, StopToken));
        if (watch.Failure is BedrockException failure && !watch.HasEnded)
        {
            throw failure;
        }
    }

    private protected Dictionary<string, object?> Call(string operation, Dictionary<string, object?> members) =>
        Wait(Api.CallAsync(Type.Service, operation, members, StopToken));

    internal static string? IdentityMember(OperationDescription operation, ResourceParameter parameter) =>
        parameter.IsPathGiven && operation.Input?.FindMember(parameter.Path[0]) is MemberDescription named
            ? named.Name
            : ResourceKey.IdentityOf(operation);

    private bool IsId(OperationDescription operation, string identity)
    {
        foreach (ResourceParameter parameter in ResourceParameter.Of(GetType()))
        {
            if (parameter.IsIdentity && IdentityMember(operation, parameter) is string member)
            {
                if (member.EndsWith("Arn", StringComparison.Ordinal) && !identity.StartsWith("arn:", StringComparison.Ordinal))
                {
                    return false;
                }

                ShapeDescription shape = operation.Input!.FindMember(member)!.Shape;
                return ResourceKey.Fits(shape.Kind == ShapeKind.List ? shape.Element! : shape, identity);
            }
        }

        return true;
    }

    /// <summary>What the resource belongs to, the nearest first; null where it stands by itself.</summary>
    private protected ResourceType? ParentType =>
        ResourceParameter.Of(GetType()).LastOrDefault(static parameter => parameter.IsParent) is ResourceParameter parent ? ResourceTypes.WithId(parent.Name) : null;

    private static void AddDefaults(ResourceType type, OperationDescription operation, Dictionary<string, object?> members)
    {
        foreach (KeyValuePair<string, string> given in type.Defaults)
        {
            if (operation.Input?.FindMember(given.Key) is { Location: MemberLocation.Path } member && !members.ContainsKey(member.Name))
            {
                members[member.Name] = given.Value;
            }
        }
    }

    /// <summary>What the service takes for something that may have been given by another of its names.</summary>
    private object? Plain(ResourceParameter parameter, object? value) => (parameter, value) switch
    {
        ({ IsParent: true }, _) => ParentId(parameter, value),
        ({ ModelArn: null, ModelId: null }, _) => value,
        (_, string model) => Wait(Model(parameter, model)),
        (_, string[] models) => Array.ConvertAll(models, model => Wait(Model(parameter, model))),
        _ => value,
    };

    private Task<string> Model(ResourceParameter parameter, string model) => parameter switch
    {
        { ModelId: ModelIdAttribute kind } => ModelResolver.ResolveAsync(Api, model, kind.Output, StopToken),
        { ModelArn.IsCustom: true } => ModelArns.FindCustomAsync(Api, model, StopToken),
        _ => ModelArns.FindAsync(Api, model, StopToken),
    };

    /// <summary>The id of a parent that may have been given by its ARN or name.</summary>
    private object? ParentId(ResourceParameter parameter, object? value)
    {
        if (value is not string given || ResourceTypes.WithId(parameter.Name) is not ResourceType type)
        {
            return value;
        }

        string key = ParentKey(type, given);
        if (!_parents.TryGetValue(key, out string? id))
        {
            id = type.IsId(given) ? given : type.IdOf(given) ?? FindByName(type, given, isNeeded: true) ?? given;
            _parents[key] = id;
        }

        return id;
    }

    private string ParentKey(ResourceType type, string given) => $"{type.Name} {given} {Api.Region}";

    /// <summary>A name may look like an id: parents that are not found by what was given are looked for by name, and the call made again.</summary>
    /// <param name="members">The request's members; the ids that were found take their places.</param>
    /// <param name="call">The call.</param>
    private protected T WithParents<T>(Dictionary<string, object?> members, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (BedrockException exception) when (exception.Code == "ResourceNotFound")
        {
            // Not in the filter: there an ambiguous name would go unheard.
            if (!TakeParentsForNames(members))
            {
                throw;
            }
        }

        return call();
    }

    /// <returns>Whether one was the name of something else.</returns>
    private protected bool TakeParentsForNames(Dictionary<string, object?> members)
    {
        bool isAny = false;
        foreach (ResourceParameter parameter in ResourceParameter.Of(GetType()))
        {
            if (parameter.IsParent
                && MyInvocation.BoundParameters.TryGetValue(parameter.Name, out object? value)
                && value is string given
                && ResourceTypes.WithId(parameter.Name) is ResourceType type
                && type.IsId(given)
                && members.TryGetValue(parameter.Path[0], out object? sent)
                && given.Equals(sent)
                && FindByName(type, given) is string id
                && id != given)
            {
                _parents[ParentKey(type, given)] = id;
                members[parameter.Path[0]] = id;
                isAny = true;
            }
        }

        return isAny;
    }

    /// <summary>What to do about a resource whose state does not allow it; null: what is said of any conflict.</summary>
    private protected virtual string? ConflictAdvice =>
        MyInvocation.MyCommand.Parameters.ContainsKey("SkipInUseCheck") ? "Take it from what uses it first, or give -SkipInUseCheck." : null;

    /// <summary>Says what to do about a resource that was not found or is in use.</summary>
    private protected void Advise(BedrockException exception, ResourceType type)
    {
        if (exception.Code == "ResourceNotFound")
        {
            exception.RecommendedAction = type.MissingAdvice(Api.Region);
        }
        else if (exception.Code == "Conflict" && ConflictAdvice is string advice)
        {
            exception.RecommendedAction = advice;
        }
    }

    /// <summary>Id of the one resource that has a name; null where there is none, or none may be listed.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isNeeded">It can be nothing but a name, so that it is an error where none has it.</param>
    /// <exception cref="BedrockException">NameAmbiguous, ResourceNotFound.</exception>
    private protected string? FindByName(ResourceType type, string name, bool isNeeded = false)
    {
        if (type.List is null || name.StartsWith("arn:", StringComparison.Ordinal))
        {
            return null;
        }

        OperationDescription list = type.Operation(type.List);
        Dictionary<string, object?> members = [];
        foreach (ResourceParameter parameter in ResourceParameter.Of(GetType()))
        {
            // Only what places the resource: a filter that was typed, or a new description, is no part of that.
            if (!parameter.IsIdentity
                && list.Input?.FindMember(parameter.Path[0]) is { Location: MemberLocation.Path } member
                && MyInvocation.BoundParameters.TryGetValue(parameter.Name, out object? value))
            {
                members[member.Name] = parameter.IsParent ? ParentId(parameter, value) : value;
            }
        }

        AddDefaults(type, list, members);
        IReadOnlyList<string> found;
        try
        {
            found = Wait(new ResourceApi(Api, type).FindByNameAsync(name, members, StopToken));
        }
        catch (BedrockException)
        {
            // Looking for a name was only an attempt to help; the first refusal is what the user should read.
            return null;
        }

        switch (found.Count)
        {
            case 1:
                WriteVerbose($"{name} is the name of the {type.Label} {found[0]}.");
                return found[0];
            case 0 when isNeeded:
                BedrockException missing = new("ResourceNotFound", $"There is no {type.Label} with the id or name '{name}' in {Api.Region}.");
                Advise(missing, type);
                throw missing;
            case 0:
                return null;
            default:
                throw ResourceApi.Ambiguous(type, name, found);
        }
    }
}
