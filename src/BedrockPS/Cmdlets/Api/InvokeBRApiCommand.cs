using System;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Completers;
using BedrockPS.Errors;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>
/// <para>Calls any operation of bedrock, bedrock-runtime, bedrock-agent and bedrock-agent-runtime.</para>
/// <para>
/// Parameters are checked before anything is sent. Results of paged operations are written one by one, all pages of them; events of
/// streaming operations as they arrive. Where an operation takes events as well, they come from the pipeline or from a member of
/// the parameters.
/// </para>
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "BRApi", SupportsShouldProcess = true, SupportsPaging = true)]
[OutputType(typeof(PSObject))]
public sealed partial class InvokeBRApiCommand : ConnectedCmdlet
{
    private OperationDescription _operation = null!;
    private bool _hasParameter;

    /// <summary>bedrock, bedrock-runtime, bedrock-agent or bedrock-agent-runtime.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ApiServiceCompleter))]
    public string Service { get; set; } = null!;

    /// <summary>Operation's name as in the service's API; Get-BRApi lists them.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(ApiOperationCompleter))]
    public string Operation { get; set; } = null!;

    /// <summary>Members by name, as a hashtable or object; upper and lower case are the same. From the pipeline: one call each.</summary>
    [Parameter(Position = 2, ValueFromPipeline = true)]
    [AllowNull]
    public object? Parameter { get; set; }

    /// <summary>
    /// Events for an operation that takes a stream of them, each sent as it comes; -Parameter then holds the other members.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>Makes one request and writes its whole answer, page token included, instead of the results of all pages.</summary>
    [Parameter]
    public SwitchParameter NoPaging { get; set; }

    /// <summary>
    /// Sends members this version does not know, and leaves ranges, lengths and patterns to the service: for what Bedrock can do
    /// since this version was made.
    /// </summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    protected override object? Target => Parameter ?? $"{Service} {Operation}";

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _operation = ServiceDescription.Get(Service).GetOperation(Operation);
        }
        catch (BedrockException exception)
        {
            // No input can make up for a wrong name.
            ThrowTerminatingError(exception.ToErrorRecord($"{Service} {Operation}"));
        }

        _hasParameter = MyInvocation.BoundParameters.ContainsKey(nameof(Parameter));
        BeginTwoWay();
    }

    protected override void Process()
    {
        if (_operation.InputStream is not null)
        {
            ProcessTwoWay();
            return;
        }

        RefuseEvents();
        Dictionary<string, object?> parameters = PlainValue.ToMap(Parameter, "-Parameter");
        if (!_operation.IsReadOnly && !ShouldProcess(Describe(parameters), _operation.Name))
        {
            return;
        }

        Api.Options.SkipValidation = SkipValidation;
        if (_operation.Paging?.ResultKey is not null && !NoPaging)
        {
            WritePages(_operation, parameters, static (item, shape) => ResourceObject.Value(item, shape));
            return;
        }

        if (PagingParameters.First != ulong.MaxValue || PagingParameters.Skip > 0 || PagingParameters.IncludeTotalCount)
        {
            WriteWarning($"{_operation.Name} gives no pages here: -First, -Skip and -IncludeTotalCount do nothing.");
        }

        if (_operation.OutputStream is not null)
        {
            WriteEvents(parameters);
        }
        else
        {
            WriteAnswer(parameters);
        }
    }

    protected override void Finish() => FinishTwoWay();

    /// <summary>Input that is neither the parameters nor an object that only names the region has no meaning here.</summary>
    private void RefuseEvents()
    {
        bool isEvent = MyInvocation.BoundParameters.ContainsKey(nameof(InputObject))
            && (_hasParameter || !MyInvocation.BoundParameters.ContainsKey(nameof(Parameter)));
        if (isEvent && !NamesRegion(InputObject))
        {
            throw new BedrockException(
                "ParameterInvalid",
                $"{_operation.Name} takes no events: give its members with -Parameter or pipe them, not both.")
            {
                Service = _operation.Service.Name,
                Operation = _operation.Name,
            };
        }
    }

    private static bool NamesRegion(object? input) =>
        input is not null
        && PSObject.AsPSObject(input).Properties is var properties
        && (properties[nameof(Region)] ?? properties["RegionToCall"]) is not null;

    private void WriteAnswer(Dictionary<string, object?> parameters)
    {
        Dictionary<string, object?> answer = Wait(Api.CallAsync(_operation.Service.Name, _operation.Name, parameters, StopToken));

        // An answer that says no more than "done" would only print an empty line.
        if (answer.Count > 0 && _operation.Output is not null)
        {
            WriteObject(ResourceObject.From(_operation.Output.Name, answer, _operation.Output));
        }
    }

    private void WriteEvents(Dictionary<string, object?> parameters)
    {
        using ApiEventStream events = Wait(Api.CallStreamAsync(_operation.Service.Name, _operation.Name, parameters, StopToken));
        ShapeDescription union = _operation.OutputStream!.Shape;
        StreamEnd end = new(_operation);
        if (events.Initial.Count > 0)
        {
            // A session id and the like travel ahead of the events, in headers.
            WriteObject(ResourceObject.FromEvent("initialResponse", events.Initial, null));
        }

        do
        {
            while (events.TryRead(out KeyValuePair<string, Dictionary<string, object?>> next))
            {
                end.See(next.Key, next.Value);
                WriteObject(ResourceObject.FromEvent(next.Key, next.Value, union.FindMember(next.Key)?.Shape));
            }
        }
        while (Wait(events.FillAsync(StopToken)));
        end.Demand(events.RequestId);
    }

    /// <summary>What -WhatIf names: the service and whatever identifies the resource.</summary>
    private string Describe(Dictionary<string, object?> parameters)
    {
        foreach (MemberDescription member in _operation.Input?.Members ?? [])
        {
            bool identifies = member.Location == MemberLocation.Path
                || (member.IsRequired && member.Name.EndsWith("Name", StringComparison.OrdinalIgnoreCase));
            if (!identifies || member.Shape.IsSensitive)
            {
                continue;
            }

            foreach (KeyValuePair<string, object?> parameter in parameters)
            {
                if (parameter.Key.Equals(member.Name, StringComparison.OrdinalIgnoreCase) && parameter.Value is string text)
                {
                    return $"{_operation.Service.Name}, {member.Name} {text}";
                }
            }
        }

        return _operation.Service.Name;
    }
}
