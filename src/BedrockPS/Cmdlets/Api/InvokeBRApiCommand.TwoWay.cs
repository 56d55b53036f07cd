using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;
using BedrockPS.Api;
using BedrockPS.Errors;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <content>
/// Operations that take events while they answer with others. Events come in the parameters' own member, from the pipeline, or
/// both, then in this order.
/// </content>
public sealed partial class InvokeBRApiCommand
{
#if NET
    private ApiDuplex? _call;
    private bool _takesEvents;
    private bool _isDeclined;
    private bool _isOver;
    private bool _hasWarned;
    private int _index;

    private void BeginTwoWay() =>
        _takesEvents = _operation.InputStream is not null
            && _hasParameter
            && (MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)));

    private void ProcessTwoWay()
    {
        if (_takesEvents)
        {
            ProcessEvents();
            return;
        }

        // One call for each set of parameters, its events among them.
        try
        {
            if (Open(Parameter))
            {
                End();
            }
        }
        finally
        {
            Close();
        }
    }

    private void FinishTwoWay()
    {
        if (!_takesEvents || _isDeclined)
        {
            return;
        }

        OrGiveUp(() =>
        {
            if (_call is not null)
            {
                End();
            }
        });
        Close();
    }

    private void ProcessEvents()
    {
        OrGiveUp(() =>
        {
            if (_call is null && !_isDeclined)
            {
                _isDeclined = !Open(Parameter);
            }
        });
        using EventSequence events = EventSequence.Of(InputObject);
        while (!_isDeclined && Next(events))
        {
            byte[] message;
            try
            {
                message = Encode(events.Current, "-InputObject");
            }
            catch (BedrockException exception)
            {
                // This one alone is bad.
                WriteFailure(exception, events.Current);
                continue;
            }

            OrGiveUp(() => Send(message));
        }
    }

    /// <summary>A call that has failed takes nothing more: whoever goes on piping events must be stopped.</summary>
    private void OrGiveUp(Action step)
    {
        try
        {
            step();
        }
        catch (BedrockException exception)
        {
            Log.Drain();
            Close();
            ThrowTerminatingError(exception.ToErrorRecord(Target));
        }
    }

    /// <summary>Begins a call and sends the events its parameters hold; false when the user declined it.</summary>
    private bool Open(object? parameter)
    {
        MemberDescription stream = _operation.InputStream!;
        Dictionary<string, object?> parameters = PlainValue.ToMap(parameter, "-Parameter", stream.Name, out object? body);
        if (body is null && !_takesEvents)
        {
            throw new BedrockException(
                "ParameterInvalid",
                $"{_operation.Name} was not sent: {stream.Name}: required and missing; expected a list of events, or events from the pipeline.")
            {
                Service = _operation.Service.Name,
                Operation = _operation.Name,
            };
        }

        if (!ShouldProcess(Describe(parameters), _operation.Name))
        {
            return false;
        }

        Api.Options.SkipValidation = SkipValidation;
        _isOver = false;
        _index = 0;
        using EventSequence events = EventSequence.Of(body is null ? Array.Empty<object?>() : body);
        Queue<byte[]> ready = new();
        while (!events.IsGrowing && Wait(events.MoveNextAsync()))
        {
            // All are checked before the first is sent.
            ready.Enqueue(Encode(events.Current, "-Parameter: " + stream.Name));
        }

        _call = Api.OpenDuplex(_operation.Service.Name, _operation.Name, parameters, StopToken);
        while (ready.Count > 0 && !_isOver)
        {
            Send(ready.Dequeue());
        }

        if (ready.Count > 0)
        {
            WarnOfUnsent();
        }

        while (events.IsGrowing && Next(events))
        {
            Send(Encode(events.Current, "-Parameter: " + stream.Name));
        }

        return true;
    }

    private byte[] Encode(object? value, string name) =>
        EventWriter.Write(_operation, PlainValue.From(value, name), _index++, Api.Options.Rules);

    /// <summary>Waits for the next event to send, writing those that arrive; false when there is none, or nobody to take it.</summary>
    private bool Next(EventSequence events)
    {
        if (_isOver)
        {
            if (!events.IsGrowing && Wait(events.MoveNextAsync()))
            {
                WarnOfUnsent();
            }

            return false;
        }

        Task<bool> move = events.MoveNextAsync();
        while (!move.IsCompleted)
        {
            WriteArrived();
            if (_isOver)
            {
                return false;
            }

            Wait(Task.WhenAny(move, _call!.Arrival));
        }

        return Wait(move);
    }

    private void Send(byte[] message)
    {
        Task<bool> sending = _call!.SendAsync(message, StopToken);
        while (!sending.IsCompleted)
        {
            WriteArrived();
            if (_isOver)
            {
                return;
            }

            Wait(Task.WhenAny(sending, _call.Arrival));
        }

        if (Wait(sending))
        {
            WriteArrived();
        }
        else
        {
            WriteRest();
        }
    }

    /// <summary>No event follows: the answer is written to its end.</summary>
    private void End()
    {
        if (_isOver)
        {
            return;
        }

        Task<bool> ending = _call!.CompleteAsync(StopToken);
        while (!ending.IsCompleted && !_isOver)
        {
            WriteArrived();
            Wait(Task.WhenAny(ending, _call.Arrival));
        }

        WriteRest();
    }

    private void WriteRest()
    {
        WriteArrived();
        while (!_isOver)
        {
            Wait(Task.WhenAny(_call!.Arrival));
            WriteArrived();
        }
    }

    /// <summary>Writes what can be had without waiting.</summary>
    private void WriteArrived()
    {
        ShapeDescription union = _operation.OutputStream!.Shape;
        while (_call!.TryRead(out KeyValuePair<string, Dictionary<string, object?>> next))
        {
            WriteObject(ResourceObject.FromEvent(next.Key, next.Value, union.FindMember(next.Key)?.Shape));
        }

        _isOver = _call.HasEnded;
    }

    private void WarnOfUnsent()
    {
        if (!_hasWarned)
        {
            _hasWarned = true;
            WriteWarning($"{_operation.Name} has ended its answer; events that still come are not sent.");
        }
    }

    private void Close()
    {
        _call?.Dispose();
        _call = null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }
#else
    private void BeginTwoWay()
    {
        if (_operation.InputStream is not null)
        {
            BedrockException exception = new(
                "OperationNotSupported",
                $"{_operation.Name} sends and receives at once over HTTP/2, which Windows PowerShell cannot do: use PowerShell 7.4 or later.")
            {
                Service = _operation.Service.Name,
                Operation = _operation.Name,
            };
            ThrowTerminatingError(exception.ToErrorRecord($"{Service} {Operation}"));
        }
    }

    private void ProcessTwoWay()
    {
    }

    private void FinishTwoWay()
    {
    }
#endif
}
