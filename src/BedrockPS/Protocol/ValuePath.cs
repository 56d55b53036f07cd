using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace BedrockPS.Protocol;

/// <summary>Where a walk through nested values stands, such as messages[0].content[1].text.</summary>
internal sealed class ValuePath
{
    private readonly List<Step> _steps = [];

    public int Depth => _steps.Count;

    public void EnterMember(string name) => _steps.Add(new Step(name, -1));

    public void EnterItem(int index) => _steps.Add(new Step(null, index));

    public void EnterKey(string key) => _steps.Add(new Step(key, -2));

    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    public override string ToString()
    {
        StringBuilder text = new();
        foreach (Step step in _steps)
        {
            if (step.Name is null)
            {
                text.Append('[').Append(step.Index.ToString(CultureInfo.InvariantCulture)).Append(']');
            }
            else if (step.Index == -2)
            {
                text.Append("['").Append(step.Name).Append("']");
            }
            else
            {
                text.Append(text.Length == 0 ? "" : ".").Append(step.Name);
            }
        }

        return text.ToString();
    }

    private readonly struct Step(string? name, int index)
    {
        public string? Name { get; } = name;

        public int Index { get; } = index;
    }
}
