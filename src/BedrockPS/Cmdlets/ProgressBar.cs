using System.Management.Automation;
using System.Management.Automation.Host;
using System.Threading;

namespace BedrockPS.Cmdlets;

/// <summary>A progress bar that disappears however the command ends.</summary>
internal sealed class ProgressBar
{
    private static int s_lastId;

    private readonly ICommandRuntime _runtime;
    private readonly PSHostUserInterface? _host;
    private readonly string _activity;
    private readonly int _id = Interlocked.Increment(ref s_lastId) & int.MaxValue;
    private bool _isShown;

    /// <param name="cmdlet">Whose it is.</param>
    /// <param name="activity">Its heading.</param>
    public ProgressBar(PSCmdlet cmdlet, string activity)
    {
        _runtime = cmdlet.CommandRuntime;
        _host = cmdlet.Host?.UI;
        _activity = activity;
    }

    /// <param name="status">The line below the heading.</param>
    /// <param name="percent">From 0 to 100; -1: not known.</param>
    /// <param name="secondsLeft">Remaining time; null: not known.</param>
    public void Show(string status, int percent, int? secondsLeft)
    {
        _isShown = true;
        _runtime.WriteProgress(_id, new ProgressRecord(_id, _activity, status)
        {
            PercentComplete = percent,
            SecondsRemaining = secondsLeft ?? -1,
        });
    }

    /// <summary>Takes it away.</summary>
    public void Complete()
    {
        if (_isShown)
        {
            // In this order: a pipeline that is being stopped refuses, and leaves it to Abandon.
            _runtime.WriteProgress(_id, Completed());
            _isShown = false;
        }
    }

    /// <summary>Takes it away when the pipeline has been stopped, where a command may not write any more.</summary>
    public void Abandon()
    {
        if (_isShown)
        {
            _isShown = false;
            _host?.WriteProgress(_id, Completed());
        }
    }

    private ProgressRecord Completed() => new(_id, _activity, "Done") { RecordType = ProgressRecordType.Completed };
}
