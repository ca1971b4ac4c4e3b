-- Sources describe one territory in pieces (codes here, coordinates there): dim_territory joins them.
{{ lake_current('territory') }}
